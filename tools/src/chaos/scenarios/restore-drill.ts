import { restoreDrill as drill } from '../../drill/restore-drill.js';
import type { Figures, Scenario, ScenarioContext } from '../scenario.js';
import { promised } from '../../world/promised.js';

const SIZE = { full: { seconds: 15, shops: 10 }, small: { seconds: 1, shops: 2 } };

/** A backup is made while tills sell, and restored where nothing is. */
export const restoreDrill: Scenario = {
  name: 'restore-drill',
  promise:
    'A backup made while tills sell comes back with balanced books and every sale that was answered for before it began',
  run,
};

async function run({ say, seed, small }: ScenarioContext): Promise<Figures> {
  const result = await drill({ say, seed, ...(small ? SIZE.small : SIZE.full) });
  const { acknowledgedBefore, missing, unbalancedShops, acknowledgedInAll, backupMs, restoreMs } = result;
  promised(missing === 0, `${missing} of ${acknowledgedBefore} sales are missing`);
  promised(unbalancedShops === 0, `The books of ${unbalancedShops} shops do not balance`);
  promised(acknowledgedBefore > 0 && acknowledgedInAll > acknowledgedBefore, 'Nothing was sold before or after');
  return {
    'sales before the backup, all there': acknowledgedBefore,
    'sales in all': acknowledgedInAll,
    'backup took': `${(backupMs / 1000).toFixed(1)} s`,
    'restore with its checks took': `${(restoreMs / 1000).toFixed(1)} s`,
  };
}
