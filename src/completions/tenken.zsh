#compdef tenken
# SPDX-License-Identifier: MIT
_tenken() {
  local -a commands options
  commands=(
    'run:begin a new assessment at once'
    'list:list the saved assessments, newest first'
    'show:show a result as text'
    'export:write scores or answers as CSV or JSON'
    'check:check questionnaire and framework files'
    'questionnaires:list the questionnaires that are found'
    'fill:make an assessment from answers in a CSV (from paper or Excel)'
    'delete:move assessments to the bin'
    'restore:take assessments out of the bin'
  )
  options=(
    '--db[the file answers are kept in (default  $TENKEN_DB, else $XDG_DATA_HOME/tenken/tenken.db)]:FILE:_files'
    '--lang[the language  ja (Japanese) or en (English)]:LANG:(ja en)'
    '--questionnaires[look for questionnaires in this folder first]:DIR:_files'
    '--help[show how it is used]'
    '-h[show how it is used]'
    '--version[show the version]'
    '-V[show the version]'
    '--plain[ask line by line, without a screen (for screen readers, simple terminals, pipes)]'
    '--ambiguous[how many columns the terminal gives East Asian ambiguous characters  1 or 2 (default  the terminal is asked)]:COLUMNS:(1 2)'
    '--title[the title of the assessment]:TEXT: '
    '--municipality[the name of the municipality]:NAME: '
    '--municipality-code[its local government code (6 digits; of 5 the check digit is added)]:CODE: '
    '--questionnaire[a questionnaire, by id or file (may be repeated)]:NAME: '
    '--blank[write an empty CSV to fill in to standard output (id of a questionnaire or an assessment)]:NAME: '
    '--table[which table  scores or answers]:TABLE:(scores answers)'
    '--format[the format  csv or json]:FORMAT:(csv json)'
    '--encoding[the encoding  utf-8-bom (default for files; for Excel on Windows), utf-8 (default on standard output) or cp932 (Shift_JIS)]:NAME:(utf-8-bom utf-8 cp932)'
    '--labels[add columns in words at the end  ja or en]:LANG:(ja en)'
    '--output[the file to write (default  standard output)]:FILE:_files'
    '-o[the file to write (default  standard output)]:FILE:_files'
    '--force[replace the file where there is one already]'
    '--bin[list what is in the bin]'
    '--purge[delete for good what is in the bin (cannot be undone)]'
  )
  _arguments $options '1:command:->command' '*:operand:->operand'
  case $state in
  command) _describe command commands ;;
  operand)
    case $words[2] in
    show | export | delete) compadd -- ${(f)"$(tenken list 2>/dev/null | cut -c1-8)"} ;;
    restore) compadd -- ${(f)"$(tenken list --bin 2>/dev/null | cut -c1-8)"} ;;
    run) compadd -- ${(f)"$(tenken questionnaires 2>/dev/null | cut -d" " -f1)"} ;;
    *) _files ;;
    esac ;;
  esac
}
_tenken "$@"
