// Lints texts as if they stood in given files: reads [{file, text}] from standard input, prints the rules each one breaks.
// ESLint loads its own configuration here, which Jest's module system would get in the way of.
import { text as readAll } from 'node:stream/consumers';
import { ESLint } from 'eslint';

const eslint = new ESLint();
const broken = [];
for (const { file, text } of JSON.parse(await readAll(process.stdin))) {
  const results = await eslint.lintText(text, { filePath: file });
  broken.push([...new Set(results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId)))]);
}
console.log(JSON.stringify(broken));
