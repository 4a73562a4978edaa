export type Shell = 'bash' | 'zsh' | 'fish';

// Each asks `job-reporter complete` for what may come next: so no script ever lags behind the commands. A line a candidate, its
// description behind a tab; the last line says whether the shell should complete files or folders as well.

const BASH = `# Completion of job-reporter for bash. Put into ~/.bashrc:
#   source <(job-reporter completion bash)
_job_reporter_complete() {
  local current="\${COMP_WORDS[COMP_CWORD]}" line file
  COMPREPLY=()
  while IFS='' read -r line; do
    case "$line" in
      :none) ;;
      :files | :folders)
        compopt -o filenames 2>/dev/null
        [[ $current == = ]] && current=''
        while IFS='' read -r file; do
          COMPREPLY+=("$file")
        done < <(if [[ $line == :files ]]; then compgen -f -- "$current"; else compgen -d -- "$current"; fi)
        ;;
      *) COMPREPLY+=("\${line%%$'\\t'*}") ;;
    esac
  done < <("\${COMP_WORDS[0]}" complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _job_reporter_complete job-reporter
`;

const ZSH = `#compdef job-reporter
# Completion of job-reporter for zsh. Put into ~/.zshrc, behind compinit:
#   source <(job-reporter completion zsh)
_job_reporter() {
  local -a candidates
  local line word description also=:none
  while IFS='' read -r line; do
    if [[ $line == :* ]]; then
      also=$line
    else
      word="\${\${line%%$'\\t'*}//:/\\\\:}"
      description="\${line#*$'\\t'}"
      candidates+=("$word\${description:+:$description}")
    fi
  done < <("\${words[1]}" complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  (( \${#candidates} )) && _describe 'job-reporter' candidates
  case $also in
    :files) _files ;;
    :folders) _files -/ ;;
  esac
}
compdef _job_reporter job-reporter
`;

const FISH = `# Completion of job-reporter for fish. Put into ~/.config/fish/config.fish:
#   job-reporter completion fish | source
function __job_reporter_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    for line in ($words[1] complete -- $words[2..-1] "$current" 2>/dev/null)
        switch $line
            case ':none'
            case ':files'
                __fish_complete_path "$current"
            case ':folders'
                __fish_complete_directories "$current"
            case '*'
                echo $line
        end
    end
end
complete -c job-reporter -f -a '(__job_reporter_complete)'
`;

const SCRIPTS: Readonly<Record<Shell, string>> = { bash: BASH, zsh: ZSH, fish: FISH };

export function writeCompletionScript(shell: Shell): string {
  return SCRIPTS[shell];
}
