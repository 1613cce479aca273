/** Whether a text has a Korean letter. */
export const isHangul = (text: string): boolean => /\p{Script=Hangul}/u.test(text)

/** What Korean writes onto a name: "fighter", a particle, and one that marks the topic, or "also" or "only". */
const particles =
  /^(?:선수)?(?:이|가|을|를|의|와|과|이?랑|하고|에게서?|한테서?|께서?|에서?|으?로|보다|처럼|부터|까지|이?나|이?라는)?(?:은|는|도|만|의)?$/u

/** Syllables of the longest of them. */
const longestParticles = 6

/** Folded words as they are, and without what Korean may have written onto the last, the longest first. */
export const bareForms = (words: string): ReadonlyArray<string> => {
  const forms = [words]
  for (let length = 1; length <= longestParticles && length < words.length; length++) {
    if (particles.test(words.slice(-length))) forms.push(words.slice(0, -length).trimEnd())
  }
  return forms
}
