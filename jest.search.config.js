// The unit suites with other random cases each time: a failure prints its seed and the smallest case, which then becomes a test.
import { randomInt } from 'node:crypto';
import unit from './jest.unit.config.js';

export default { ...unit, displayName: 'search', globals: { propertySeed: randomInt(2 ** 31) } };
