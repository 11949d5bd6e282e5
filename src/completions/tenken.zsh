#compdef tenken
# SPDX-License-Identifier: MIT
# zsh completion for tenken; installed as _tenken.

# Lines of the program as id:rest, asked with the line's own --db and --questionnaires.
_tenken_offer() { # WHAT ARGUMENT…
  local what=$1 name
  local -a asked_with ids
  shift
  asked_with=(--lang=en)
  for name in --db --questionnaires; do
    if [[ -n ${opt_args[$name]:-${before[$name]}} ]]; then
      asked_with+=($name ${(Q)${opt_args[$name]:-${before[$name]}}})
    fi
  done
  ids=(${(f)"$(_call_program ids tenken ${(q)asked_with} $@ 2>/dev/null | sed 's/  */:/')"})
  _describe -t ids $what ids
}
_tenken_saved() { _tenken_offer assessment list }
_tenken_binned() { _tenken_offer assessment list --bin }
_tenken_deletable() { # only what is in the bin can be deleted for good
  if (( $+opt_args[--purge] )); then _tenken_binned; else _tenken_saved; fi
}
_tenken_questionnaires() { _tenken_offer questionnaire questionnaires }
_tenken_questionnaire_or_file() { _alternative 'ids:questionnaire:_tenken_questionnaires' 'files:file:_files -g "*.yaml"' }

_tenken_commands() {
  local -a commands
  commands=(
    'run:begin a new assessment at once'
    'list:list the saved assessments, newest first'
    'show:show a result as text'
    'export:write scores or answers as CSV or JSON'
    'check:check questionnaire and framework files'
    'questionnaires:list the questionnaires that are found'
    'fill:make an assessment from answers in a CSV (from paper or Excel)'
    'sheet:make a paper answer sheet (A4, HTML)'
    'workshop:workshops\: the facilitator'"'"'s card, the reveal, a copy'
    'merge:take in databases from other laptops'
    'minutes:write the minutes of a workshop as Markdown'
    'compare:compare the results of two dates'
    'delete:move assessments to the bin'
    'restore:take assessments out of the bin'
    'backup:make a backup of the whole database'
    'recover:bring a damaged database back from a backup'
    'doctor:look whether what is saved is whole'
  )
  _describe -t commands command commands
}

_tenken() {
  local context state state_descr line
  local -A opt_args before
  local -a everywhere wizard new
  everywhere=(
    '--db=[the file answers are kept in]:FILE:_files'
    '--lang=[the language]:LANG:(ja en)'
    '--questionnaires=[look for questionnaires in this folder first]:DIR:_files -/'
    '(- *)'{-h,--help}'[show how it is used]'
    '(- *)'{-V,--version}'[show the version]'
  )
  wizard=(
    '--plain[ask line by line, without a screen]'
    '--ambiguous=[columns of East Asian ambiguous characters]:COLUMNS:(1 2)'
  )
  new=(
    '--title=[the title of the assessment]:TEXT: '
    '--municipality=[the name of the municipality]:NAME: '
    '--municipality-code=[its local government code]:CODE: '
  )
  _arguments -C $everywhere $wizard '1:command:_tenken_commands' '*::operand:->operand' && return
  [[ $state == operand ]] || return 1
  before=("${(@kv)opt_args}") # what stood before the command
  case $words[1] in
  run) _arguments $everywhere $wizard $new '*:QUESTIONNAIRE:_tenken_questionnaire_or_file' ;;
  list) _arguments $everywhere '--bin[list what is in the bin]' ;;
  show) _arguments $everywhere '1:ID:_tenken_saved' ;;
  export)
    _arguments $everywhere \
      '--table=[which table]:TABLE:(scores answers agreement departments actions)' \
      '--format=[the format]:FORMAT:(csv json)' \
      '--encoding=[the encoding of CSV]:NAME:(utf-8-bom utf-8 cp932)' \
      '--labels=[add columns in words at the end]:LANG:(ja en)' \
      '(-o --output)'{-o+,--output=}'[the file to write]:FILE:_files' \
      '--force[replace the file where there is one already]' \
      '*:ID:_tenken_saved'
    ;;
  check) _arguments $everywhere '*:FILE:_files -g "*.yaml"' ;;
  questionnaires) _arguments $everywhere '--coverage[what they cover, as a Markdown table]' ;;
  fill)
    _arguments $everywhere $new \
      '*--questionnaire=[a questionnaire, by id or file]:NAME:_tenken_questionnaire_or_file' \
      '--blank=[write an empty CSV to fill in to standard output]:NAME:_tenken_questionnaire_or_file' \
      '--into=[add the respondents to a workshop that has not been revealed]:ID:_tenken_saved' \
      '1:FILE:_files -g "*.csv"'
    ;;
  sheet)
    _arguments $everywhere \
      '(-o --output)'{-o+,--output=}'[the file to write]:FILE:_files' \
      '--force[replace the file where there is one already]' \
      '1:QUESTIONNAIRE:_tenken_questionnaire_or_file'
    ;;
  workshop)
    _arguments $everywhere '--force[replace the file where there is one already]' \
      '1:what:(guide reveal copy)' '2:ID:_tenken_saved' '3:FILE:_files'
    ;;
  merge) _arguments $everywhere '*:FILE:_files' ;;
  minutes)
    _arguments $everywhere \
      '(-o --output)'{-o+,--output=}'[the file to write]:FILE:_files' \
      '--force[replace the file where there is one already]' \
      '1:ID:_tenken_saved'
    ;;
  compare) _arguments $everywhere '1:ID:_tenken_saved' '2:ID:_tenken_saved' ;;
  delete) _arguments $everywhere '--purge[delete for good what is in the bin]' '*:ID:_tenken_deletable' ;;
  restore) _arguments $everywhere '*:ID:_tenken_binned' ;;
  backup | recover)
    _arguments $everywhere '--force[replace the file where there is one already]' '1:FILE:_files'
    ;;
  doctor) _arguments $everywhere ;;
  *) return 1 ;;
  esac
}

_tenken "$@"
