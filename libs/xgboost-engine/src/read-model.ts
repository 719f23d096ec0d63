import type { FlatTrees } from './boosted-trees.js';

// Sizes in bytes of the structures that XGBoost 0.7 writes, one after the other, little-endian (its src/learner.cc,
// src/gbm/gbtree_model.h and include/xgboost/tree_model.h).
const LEARNER_PARAM = 136;
const GBTREE_PARAM = 160;
const TREE_PARAM = 148;
const NODE = 20;
const NODE_STAT = 16;

const IS_LEAF = -1;
const FEATURE_BITS = 0x7fffffff;

/**
 * Reads the trees out of a model as XGBoost 0.7 saves it.
 * @param bytes the whole saved model of booster `gbtree` with one output
 * @param columns how many features it was trained with
 * @throws Error when the bytes are no such model
 */
export function readModel(bytes: Uint8Array, columns: number): FlatTrees {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const baseMargin = view.getFloat32(0, true);
  let at = LEARNER_PARAM;
  for (let text = 0; text < 2; text++) at += 8 + Number(view.getBigUint64(at, true));
  const treeCount = view.getInt32(at, true);
  at += GBTREE_PARAM;
  const builder = new TreeBuilder(columns);
  const roots = new Int32Array(treeCount);
  for (let tree = 0; tree < treeCount; tree++) {
    const nodeCount = view.getInt32(at + 4, true);
    at += TREE_PARAM;
    roots[tree] = builder.add(view, at, nodeCount);
    at += nodeCount * (NODE + NODE_STAT);
  }
  return { roots, ...builder.arrays(), baseMargin };
}

/** Lays trees out one after the other, the two children of a node side by side. */
class TreeBuilder {
  // Node 0 is none: a child 0 marks a leaf.
  private readonly features: number[] = [0];
  private readonly values: number[] = [0];
  private readonly children: number[] = [0];

  constructor(private readonly columns: number) {}

  /** @returns where the tree begins */
  add(view: DataView, nodesAt: number, nodeCount: number): number {
    const root = this.place();
    const waiting: [saved: number, placed: number][] = [[0, root]];
    for (let visited = 0; waiting.length > 0; visited++) {
      const [saved, placed] = waiting.pop() ?? [0, 0];
      if (saved < 0 || saved >= nodeCount || visited >= nodeCount)
        throw new Error('The saved model holds a broken tree');
      const at = nodesAt + saved * NODE;
      const left = view.getInt32(at + 4, true);
      this.values[placed] = view.getFloat32(at + 16, true);
      if (left === IS_LEAF) continue;
      const feature = view.getUint32(at + 12, true) & FEATURE_BITS;
      if (feature >= this.columns) throw new Error(`The saved model splits at feature ${feature} of ${this.columns}`);
      this.features[placed] = feature;
      const placedLeft = this.place();
      this.children[placed] = placedLeft;
      waiting.push([left, placedLeft], [view.getInt32(at + 8, true), this.place()]);
    }
    return root;
  }

  arrays(): Pick<FlatTrees, 'features' | 'values' | 'children'> {
    return {
      features: Uint16Array.from(this.features),
      values: Float32Array.from(this.values),
      children: Int32Array.from(this.children),
    };
  }

  private place(): number {
    this.features.push(0);
    this.values.push(0);
    return this.children.push(0) - 1;
  }
}
