import { describe, expect, it } from '@jest/globals';
import { FormAgreement } from './form-agreement.js';

describe('the forms of a file', () => {
  it('agree as long as they are one', () => {
    const forms = new FormAgreement();
    expect(forms.note('number', 'en', 2, '1500.00')).toBeNull();
    expect(forms.note('number', 'en', 3, '2.5')).toBeNull();
    expect(forms.note('date', 'id', 3, '31/12/2025')).toBeNull();
  });

  it('are told once when they are two', () => {
    const forms = new FormAgreement();
    forms.note('number', 'en', 2, '1500.00');
    expect(forms.note('number', 'id', 5, '1500,00')).toBe(
      'mixes two forms: "1500.00" on line 2 is written as in number_format=en, "1500,00" as in number_format=id',
    );
    expect(forms.note('number', 'id', 6, '1500,00')).toBeNull();
  });
});
