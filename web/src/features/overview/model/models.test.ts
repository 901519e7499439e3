import { describe, expect, it } from 'vitest';
import { modelShares } from './models';

const model = (name: string, cost: number | null, totalTokens: number) => ({
  model: name,
  cost,
  totalTokens,
  calls: 1,
});

describe('models', () => {
  it('share the cost', () => {
    const { models, byCost } = modelShares([model('a', 3, 10), model('b', 1, 90)]);
    expect(byCost).toBe(true);
    expect(models.map(({ share }) => share)).toEqual([0.75, 0.25]);
  });

  it('share the tokens where none has a price', () => {
    const { models, byCost } = modelShares([model('a', null, 10), model('b', 0, 90)]);
    expect(byCost).toBe(false);
    expect(models.map(({ share }) => share)).toEqual([0.1, 0.9]);
  });

  it('are a part of nothing where nothing was used', () => {
    expect(modelShares([model('a', null, 0)]).models[0].share).toBe(0);
  });
});
