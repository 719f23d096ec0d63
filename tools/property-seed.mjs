// Property tests draw the same cases on every run: a gate must not turn red by chance. `npm run test:search` draws others.
import fc from 'fast-check';

fc.configureGlobal({ seed: globalThis.propertySeed });
