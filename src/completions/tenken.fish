# SPDX-License-Identifier: MIT
# fish completion for tenken

# The command on the line; nothing where there is none yet. The value of an option is not one.
function __tenken_command
    set -l before ''
    for word in (commandline -opc)[2..-1]
        if not contains -- $before --db --lang --questionnaires --ambiguous
            and contains -- $word run list show export check questionnaires fill sheet workshop merge minutes compare delete restore backup recover doctor
            echo $word
            return
        end
        set before $word
    end
end

# Is it one of these? Without a name: is there none yet?
function __tenken_in
    set -l command (__tenken_command)
    if test (count $argv) -eq 0
        test -z "$command"
    else
        contains -- "$command" $argv
    end
end

# Lines of the program as id, tab, rest, asked with the line's own --db and --questionnaires.
function __tenken_ids
    set -l asked_with --lang=en
    set -l before ''
    for word in (commandline -opc)[2..-1]
        if contains -- $before --db --questionnaires
            set -a asked_with $before $word
        else if string match -qr -- '^--(db|questionnaires)=' $word
            set -a asked_with $word
        end
        set before $word
    end
    tenken $asked_with $argv 2>/dev/null | string replace -r '^(\S+)\s+' '$1\t'
end

complete -c tenken -f
complete -c tenken -n __tenken_in -a run -d 'begin a new assessment at once'
complete -c tenken -n __tenken_in -a list -d 'list the saved assessments, newest first'
complete -c tenken -n __tenken_in -a show -d 'show a result as text'
complete -c tenken -n __tenken_in -a export -d 'write scores or answers as CSV or JSON'
complete -c tenken -n __tenken_in -a check -d 'check questionnaire and framework files'
complete -c tenken -n __tenken_in -a questionnaires -d 'list the questionnaires that are found'
complete -c tenken -n __tenken_in -a fill -d 'make an assessment from answers in a CSV (from paper or Excel)'
complete -c tenken -n __tenken_in -a sheet -d 'make a paper answer sheet (A4, HTML)'
complete -c tenken -n __tenken_in -a workshop -d 'workshops: the card of the facilitator, the reveal, a copy'
complete -c tenken -n __tenken_in -a merge -d 'take in databases from other laptops'
complete -c tenken -n __tenken_in -a minutes -d 'write the minutes of a workshop as Markdown'
complete -c tenken -n __tenken_in -a compare -d 'compare the results of two dates'
complete -c tenken -n __tenken_in -a delete -d 'move assessments to the bin'
complete -c tenken -n __tenken_in -a restore -d 'take assessments out of the bin'
complete -c tenken -n __tenken_in -a backup -d 'make a backup of the whole database'
complete -c tenken -n __tenken_in -a recover -d 'bring a damaged database back from a backup'
complete -c tenken -n __tenken_in -a doctor -d 'look whether what is saved is whole'

complete -c tenken -l db -r -F -d 'the file answers are kept in'
complete -c tenken -l lang -x -a 'ja en' -d 'the language'
complete -c tenken -l questionnaires -x -a '(__fish_complete_directories)' -d 'look for questionnaires in this folder first'
complete -c tenken -l help -s h -d 'show how it is used'
complete -c tenken -l version -s V -d 'show the version'

for condition in __tenken_in '__tenken_in run'
    complete -c tenken -n $condition -l plain -d 'ask line by line, without a screen'
    complete -c tenken -n $condition -l ambiguous -x -a '1 2' -d 'columns of East Asian ambiguous characters'
end

complete -c tenken -n '__tenken_in run fill' -l title -x -d 'the title of the assessment'
complete -c tenken -n '__tenken_in run fill' -l municipality -x -d 'the name of the municipality'
complete -c tenken -n '__tenken_in run fill' -l municipality-code -x -d 'its local government code'
complete -c tenken -n '__tenken_in fill' -l questionnaire -r -F -a '(__tenken_ids questionnaires)' -d 'a questionnaire, by id or file'
complete -c tenken -n '__tenken_in fill' -l blank -r -F -a '(__tenken_ids questionnaires)' -d 'write an empty CSV to fill in to standard output'
complete -c tenken -n '__tenken_in fill' -l into -x -a '(__tenken_ids list)' -d 'add the respondents to a workshop that has not been revealed'

complete -c tenken -n '__tenken_in export' -l table -x -a 'scores answers agreement departments actions' -d 'which table'
complete -c tenken -n '__tenken_in export' -l format -x -a 'csv json' -d 'the format'
complete -c tenken -n '__tenken_in export' -l encoding -x -a 'utf-8-bom utf-8 cp932' -d 'the encoding of CSV'
complete -c tenken -n '__tenken_in export' -l labels -x -a 'ja en' -d 'add columns in words at the end'
complete -c tenken -n '__tenken_in export sheet minutes' -l output -s o -r -F -d 'the file to write'
complete -c tenken -n '__tenken_in export sheet minutes workshop backup recover' -l force -d 'replace the file where there is one already'

complete -c tenken -n '__tenken_in list' -l bin -d 'list what is in the bin'
complete -c tenken -n '__tenken_in questionnaires' -l coverage -d 'what they cover, as a Markdown table'
complete -c tenken -n '__tenken_in delete' -l purge -d 'delete for good what is in the bin'

complete -c tenken -n '__tenken_in show export minutes compare' -a '(__tenken_ids list)'
complete -c tenken -n '__tenken_in delete; and not __fish_contains_opt purge' -a '(__tenken_ids list)'
# Only what is in the bin can be deleted for good.
complete -c tenken -n '__tenken_in delete; and __fish_contains_opt purge' -a '(__tenken_ids list --bin)'
complete -c tenken -n '__tenken_in restore' -a '(__tenken_ids list --bin)'
complete -c tenken -n '__tenken_in run sheet' -F -a '(__tenken_ids questionnaires)'
complete -c tenken -n '__tenken_in check fill merge backup recover' -F
complete -c tenken -n '__tenken_in workshop' -a 'guide reveal copy'
complete -c tenken -n '__tenken_in workshop' -a '(__tenken_ids list)'
