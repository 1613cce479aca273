const oneDecimal = (value: number) => Math.round(value * 10) / 10

/** Inches to centimetres, one decimal. */
export const centimetres = (inches: number | null): number | null =>
  inches === null ? null : oneDecimal(inches * 2.54)

/** Pounds to kilograms, one decimal. */
export const kilograms = (pounds: number | null): number | null =>
  pounds === null ? null : oneDecimal(pounds * 0.45359237)

/** Inches as they are said of a fighter: 71 is `5'11"`. */
export const feetAndInches = (inches: number): string => {
  const whole = Math.round(inches)
  return `${Math.floor(whole / 12)}'${whole % 12}"`
}
