const oneDecimal = (value: number) => Math.round(value * 10) / 10

const inch = 2.54
const pound = 0.45359237

/** Inches to centimetres, one decimal. */
export const centimetres = (inches: number | null): number | null =>
  inches === null ? null : oneDecimal(inches * inch)

/** Centimetres to inches, not rounded. */
export const inches = (centimetres: number): number => centimetres / inch

/** Pounds to kilograms, one decimal. */
export const kilograms = (pounds: number | null): number | null => (pounds === null ? null : oneDecimal(pounds * pound))

/** Kilograms to the nearest whole pound: weights are taken in whole pounds. */
export const pounds = (kilograms: number): number => Math.round(kilograms / pound)

/** Inches as they are said of a fighter: 71 is `5'11"`. */
export const feetAndInches = (inches: number): string => {
  const whole = Math.round(inches)
  return `${Math.floor(whole / 12)}'${whole % 12}"`
}
