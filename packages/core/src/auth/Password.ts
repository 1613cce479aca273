import { Schema } from "effect"

/** What counts as a special character. */
const special = /[!@#$%^&*(),.?":{}|<>]/

const classes = [/[a-z]/, /[A-Z]/, /[0-9]/, special]

/** 8 to 100 characters with at least three of: small letters, capitals, digits and `!@#$%^&*(),.?":{}|<>`. */
export const Password = Schema.RedactedFromValue(
  Schema.String.pipe(
    Schema.check(
      Schema.isMinLength(8, { message: "at least 8 characters" }),
      Schema.isMaxLength(100, { message: "at most 100 characters" }),
      Schema.makeFilter((text) => classes.filter((some) => some.test(text)).length >= 3, {
        message: 'at least three of small letters, capitals, digits and !@#$%^&*(),.?":{}|<>'
      })
    )
  )
)
export type Password = typeof Password.Type
