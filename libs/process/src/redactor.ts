/** Takes secrets out of a text. */
export type Redactor = (text: string) => string;

const REDACTED = '[redacted]';

/** Tokens that are made while the program runs, by their form: JSON Web Tokens, what follows a scheme, passwords in URLs. */
const FORMS: readonly (readonly [RegExp, string])[] = [
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, REDACTED],
  [/\b(Bearer|Basic) +[\w.~+/=-]+/gi, `$1 ${REDACTED}`],
  [/(\b[a-z][\w+.-]*:\/\/[^\s:/@]*):[^\s/@]+@/gi, `$1:${REDACTED}@`],
];

/**
 * The last net below a log whose lines should hold no secret in the first place: messages of packages and of other servers
 * may repeat what they were sent.
 * @param secrets values that must not appear, whatever they look like
 */
export function redactor(secrets: readonly string[]): Redactor {
  // The longest first: one may be a part of another.
  const values = [...secrets].sort((one, other) => other.length - one.length);
  return (text) => {
    const withoutValues = values.reduce((rest, secret) => rest.replaceAll(secret, REDACTED), text);
    return FORMS.reduce((rest, [form, instead]) => rest.replace(form, instead), withoutValues);
  };
}
