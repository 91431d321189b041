import { Argument, type Command } from "commander";

const shells = ["bash", "zsh", "fish"] as const;
type Shell = (typeof shells)[number];

export function registerCompletion(program: Command): void {
  program
    .command("completion")
    .description("completion of commands and options, for a shell to read")
    .addArgument(new Argument("<shell>", "which shell").choices(shells))
    .addHelpText(
      "after",
      `
Examples:
  source <(pulumi-wso2 completion bash)                                   # in ~/.bashrc
  pulumi-wso2 completion zsh > "\${fpath[1]}/_pulumi-wso2"                  # once
  pulumi-wso2 completion fish > ~/.config/fish/completions/pulumi-wso2.fish  # once`,
    )
    .action((shell: Shell) => {
      process.stdout.write(`${renderCompletion(shell, describeCommands(program))}\n`);
    });
}

/** A command and what may follow it. */
export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  /** Long options, and the choices of an argument. */
  readonly words: readonly string[];
}

export function describeCommands(program: Command): CompletedCommand[] {
  return program.commands.map((command) => ({
    name: command.name(),
    summary: command.description(),
    words: [
      ...command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
      ...command.options.flatMap(({ long }) => long ?? []),
      "--help",
    ],
  }));
}

export function renderCompletion(shell: Shell, commands: readonly CompletedCommand[]): string {
  return { bash: renderBash, zsh: renderZsh, fish: renderFish }[shell](commands);
}

function renderBash(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name).join(" ");
  const cases = commands.map(({ name, words }) => `    ${name}) words="${words.join(" ")}" ;;`);
  return `_pulumi_wso2() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words="${names} --help"
  [ "$COMP_CWORD" -eq 1 ] || case "\${COMP_WORDS[1]}" in
${cases.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  [ "\${#COMPREPLY[@]}" -gt 0 ] || COMPREPLY=($(compgen -f -- "$current"))
}
complete -o filenames -F _pulumi_wso2 pulumi-wso2`;
}

function renderZsh(commands: readonly CompletedCommand[]): string {
  return [
    "#compdef pulumi-wso2",
    "_pulumi_wso2() {",
    "  if (( CURRENT == 2 )); then",
    "    local -a names",
    `    names=(${commands.map(({ name, summary }) => quote(`${name}:${summary}`)).join(" ")})`,
    "    _describe command names",
    "    return",
    "  fi",
    "  case $words[2] in",
    ...commands.map(({ name, words }) => `    ${name}) compadd -- ${words.join(" ")} ;;`),
    "  esac",
    "  _files",
    "}",
    'if [ "$funcstack[1]" = "_pulumi_wso2" ]; then _pulumi_wso2 "$@"; else compdef _pulumi_wso2 pulumi-wso2; fi',
  ].join("\n");
}

function renderFish(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap(({ name, summary, words }) => [
    `complete -c pulumi-wso2 -n __fish_use_subcommand -f -a ${name} -d ${quote(summary)}`,
    ...words.map((word) => {
      const what = word.startsWith("--") ? `-l ${word.slice(2)}` : `-a ${word}`;
      return `complete -c pulumi-wso2 -n '__fish_seen_subcommand_from ${name}' ${what}`;
    }),
  ]);
  return lines.join("\n");
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
