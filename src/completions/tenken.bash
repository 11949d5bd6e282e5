# SPDX-License-Identifier: MIT
# bash completion for tenken
_tenken() {
  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command="" word
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in
    run | list | show | export | check | questionnaires | fill | delete | restore) command=$word && break ;;
    esac
  done
  case $before in
  --lang) mapfile -t COMPREPLY < <(compgen -W "ja en" -- "$current") && return ;;
  --ambiguous) mapfile -t COMPREPLY < <(compgen -W "1 2" -- "$current") && return ;;
  --table) mapfile -t COMPREPLY < <(compgen -W "scores answers" -- "$current") && return ;;
  --format) mapfile -t COMPREPLY < <(compgen -W "csv json" -- "$current") && return ;;
  --encoding) mapfile -t COMPREPLY < <(compgen -W "utf-8-bom utf-8 cp932" -- "$current") && return ;;
  --labels) mapfile -t COMPREPLY < <(compgen -W "ja en" -- "$current") && return ;;
  --db | --output | -o) mapfile -t COMPREPLY < <(compgen -f -- "$current") && return ;;
  --questionnaires) mapfile -t COMPREPLY < <(compgen -d -- "$current") && return ;;
  esac
  if [[ $current == -* ]]; then
    case $command in
    "") word="--plain --ambiguous" ;;
    run) word="--plain --title --municipality --municipality-code --ambiguous" ;;
    list) word="--bin" ;;
    show) word="" ;;
    export) word="--table --format --encoding --labels --output --force" ;;
    check) word="" ;;
    questionnaires) word="" ;;
    fill) word="--title --municipality --municipality-code --questionnaire --blank" ;;
    delete) word="--purge" ;;
    restore) word="" ;;
    esac
    mapfile -t COMPREPLY < <(compgen -W "$word --db --lang --questionnaires --help --version" -- "$current")
    return
  fi
  case $command in
  "") mapfile -t COMPREPLY < <(compgen -W "run list show export check questionnaires fill delete restore" -- "$current") ;;
  show | export | delete) mapfile -t COMPREPLY < <(compgen -W "$(tenken list 2>/dev/null | cut -c1-8)" -- "$current") ;;
  restore) mapfile -t COMPREPLY < <(compgen -W "$(tenken list --bin 2>/dev/null | cut -c1-8)" -- "$current") ;;
  run) mapfile -t COMPREPLY < <(compgen -W "$(tenken questionnaires 2>/dev/null | cut -d" " -f1)" -- "$current") ;;
  check | fill) mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
  esac
}
complete -F _tenken tenken
