import type { Command, Help } from 'commander';

const titles: Record<string, string> = {
  'Usage:': 'Pemakaian:',
  'Arguments:': 'Argumen:',
  'Options:': 'Pilihan:',
  'Global Options:': 'Pilihan umum:',
  'Commands:': 'Perintah:',
};

const usage = (text: string) => text.replaceAll('[options]', '[pilihan]').replaceAll('[command]', '[perintah]');

/** What commander says of a mistyped line, in one Indonesian sentence that names what to do. */
function indonesianMistake(text: string, command: string): string {
  const said = text.replace(/^error: /, '').trim();
  const help = `Lihat: npm run rk -- ${`${command} --help`.trim()}`;
  const sentences: [RegExp, (m: RegExpExecArray) => string][] = [
    [/^unknown command '(.*?)'/, (m) => `Perintah "${m[1]}" tidak dikenal.`],
    [/^unknown option '(.*?)'/, (m) => `Pilihan "${m[1]}" tidak dikenal.`],
    [/^missing required argument '(.*?)'/, (m) => `Argumen <${m[1]}> belum ditulis.`],
    [/^required option '(.*?)' not specified/, (m) => `Pilihan ${m[1]} belum ditulis.`],
    [/^option '(.*?)' argument missing/, (m) => `Pilihan ${m[1]} belum diberi isi.`],
    [/^too many arguments/, () => 'Terlalu banyak argumen; beri tanda kutip pada teks yang berspasi.'],
  ];
  for (const [pattern, sentence] of sentences) {
    const found = pattern.exec(said);
    if (!found) continue;
    const near = /Did you mean (?:one of )?(.*?)\?/.exec(said)?.[1];
    return `${sentence(found)}${near ? ` Mungkin maksud Anda: ${near}.` : ''} ${help}\n`;
  }
  return `Perintah tidak dimengerti. ${help}\n`;
}

const path = (command: Command): string => (command.parent ? `${path(command.parent)} ${command.name()}`.trim() : '');

/** Gives a command and all below it Indonesian help and errors. */
export function speakIndonesian(command: Command): void {
  command
    .helpOption('-h, --help', 'tampilkan bantuan')
    .configureHelp({
      styleTitle: (title: string) => titles[title] ?? title,
      commandUsage(this: Help, cmd: Command) {
        return usage(`${`rk ${path(cmd)}`.trim()} ${cmd.usage()}`);
      },
      subcommandTerm: (cmd: Command) =>
        [cmd.name(), usage(cmd.usage()).replace('[perintah]', '').replace('[pilihan]', '').trim()].join(' ').trim(),
      optionDescription: (option) =>
        option.defaultValue === undefined
          ? option.description
          : `${option.description} (bawaan: ${String(option.defaultValue)})`,
    })
    .configureOutput({ outputError: (text, write) => write(indonesianMistake(text, path(command))) })
    .exitOverride();
  if (command.commands.length > 0) command.helpCommand('help [perintah]', 'bantuan satu perintah');
  for (const below of command.commands) speakIndonesian(below);
}
