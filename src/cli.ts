import { decodeVerb } from './cli/decodeVerb';
import { TextSink } from './cli/textSink';

const VERBS = { decode: decodeVerb };

async function main(args: readonly string[]): Promise<number> {
  const verb = args.at(0);
  const run = Object.entries(VERBS).find(([name]) => name === verb)?.[1];
  if (run !== undefined)
    return run(args.slice(1), new TextSink(process.stdout), new TextSink(process.stderr));
  const known = Object.keys(VERBS).join(', ');
  process.stderr.write(
    `${verb === undefined ? 'No verb' : `"${verb}" is no verb`}. Known are: ${known}.\n`,
  );
  return 2;
}

// Whoever reads only the first lines (`| head`) closes the pipe: nothing is left to do.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});
void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
