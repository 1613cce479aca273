const letters: Readonly<Record<string, string>> = {
  ł: "l",
  đ: "d",
  ð: "d",
  ø: "o",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  þ: "th",
  ı: "i"
}

/**
 * A text without what people leave out when they type: case, accents, apostrophes, full stops, and the difference
 * between hyphens and blanks. Hangul and other scripts stay. Names and places are compared and searched in this form
 * only.
 */
export const fold = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .normalize("NFC")
    .toLowerCase()
    .replace(/[łđðøßæœþı]/g, (letter) => letters[letter] ?? letter)
    .replace(/['’‘ʼ`".,]/g, "")
    .replace(/[-‐-―/\s]+/g, " ")
    .trim()
