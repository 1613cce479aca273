import { Schema } from "effect"
import { FighterId } from "../Identity.ts"

export const AskId = Schema.String.pipe(
  Schema.check(Schema.isUUID(undefined, { message: "must be a UUID" })),
  Schema.brand("AskId")
)
export type AskId = typeof AskId.Type

/** What the assistant asks back before it can answer: which of several fighters is meant. */
export const Inquiry = Schema.Struct({
  askId: AskId,
  kind: Schema.Literal("disambiguate"),
  /** 2 to 8. */
  options: Schema.Array(Schema.Struct({ fighterId: FighterId, label: Schema.String }))
})
export type Inquiry = typeof Inquiry.Type

/** One that waits for its answer, and the call of a tool by which it asks: with the result of that the wait is over. */
export const OpenInquiry = Schema.Struct({ ...Inquiry.fields, callId: Schema.String })
export type OpenInquiry = typeof OpenInquiry.Type
