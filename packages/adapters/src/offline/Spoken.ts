import { Slots } from "@mma-savant/core/llm/Slots"
import { Option, Schema } from "effect"

const { event, fighters, list, metric, weightClass } = Slots.fields

/** What a talk has come to speak of, as far as it was told: what there is nothing of is left out. */
const Spoken = Schema.Struct({
  fighters: Schema.optionalKey(fighters),
  event: Schema.optionalKey(event),
  weightClass: Schema.optionalKey(weightClass),
  metric: Schema.optionalKey(metric),
  list: Schema.optionalKey(list)
})
export type Spoken = typeof Spoken.Type

const decode = Schema.decodeUnknownOption(Schema.fromJsonString(Schema.Struct({ slots: Spoken })))

/** What a message of the system tells of the talk before: its last line is JSON. Null where it tells nothing. */
export const spokenIn = (message: string): Spoken | null =>
  Option.match(decode(message.slice(message.lastIndexOf("\n") + 1)), {
    onNone: () => null,
    onSome: ({ slots }) => slots
  })
