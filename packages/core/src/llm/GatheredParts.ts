import type { Response } from "effect/ai"

type Metadata = NonNullable<Response.TextPartEncoded["metadata"]>

interface Text {
  readonly type: "text" | "reasoning"
  text: string
  metadata: Metadata
}

/** The parts of a stream as those of an answer that comes at once: each text whole, with everything that its pieces carried for the vendor. */
export const gathered = (parts: ReadonlyArray<Response.StreamPartEncoded>): Array<Response.PartEncoded> => {
  const whole: Array<Response.PartEncoded> = []
  const texts = new Map<string, Text>()
  const grow = (key: string, metadata: Metadata = {}, delta = "") => {
    const text = texts.get(key)
    if (text === undefined) return
    text.text += delta
    for (const [vendor, carried] of Object.entries(metadata)) {
      text.metadata = { ...text.metadata, [vendor]: Object.assign({}, text.metadata[vendor], carried) }
    }
  }
  for (const part of parts) {
    switch (part.type) {
      case "text-start":
      case "reasoning-start": {
        const type = part.type === "text-start" ? "text" : "reasoning"
        const text: Text = { type, text: "", metadata: part.metadata ?? {} }
        texts.set(`${type} ${part.id}`, text)
        whole.push(text)
        break
      }
      case "text-delta":
        grow(`text ${part.id}`, part.metadata, part.delta)
        break
      case "reasoning-delta":
        grow(`reasoning ${part.id}`, part.metadata, part.delta)
        break
      case "text-end":
        grow(`text ${part.id}`, part.metadata)
        break
      case "reasoning-end":
        grow(`reasoning ${part.id}`, part.metadata)
        break
      case "tool-params-start":
      case "tool-params-delta":
      case "tool-params-end":
      case "error":
        break
      default:
        whole.push(part)
    }
  }
  return whole
}
