// The longest test files first: begun last, one of them would go on alone on one core when all others are done.
import Sequencer from '@jest/test-sequencer';

const LONG = [
  'tools/test/chaos.spec.ts',
  'apps/api/test/bank.spec.ts',
  'apps/api/test/log-secrets.spec.ts',
  'apps/api/test/chat-failures.spec.ts',
  'tools/test/simulate.spec.ts',
  'apps/worker/test/killed.spec.ts',
  'apps/worker/test/nightly-on-redis.spec.ts',
  'apps/worker/test/jobs-on-redis.spec.ts',
  'apps/worker/test/forecast-on-redis.spec.ts',
  'apps/api/test/traces.spec.ts',
];

export default class LongFirstSequencer extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const place = LONG.findIndex((name) => path.endsWith(name));
      return place < 0 ? LONG.length : place;
    };
    return super.sort(tests).sort((a, b) => rank(a) - rank(b));
  }
}
