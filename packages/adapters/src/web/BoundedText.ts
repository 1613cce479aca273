/** Bytes. The longest page of either site has less than two million. */
const most = 16 * 1024 * 1024

/** The text of an answer, which is broken off where it is longer than any page. */
export const boundedText = async (response: Response): Promise<string> => {
  if (response.body === null) return ""
  const decoder = new TextDecoder()
  let text = ""
  let length = 0
  for await (const part of response.body as ReadableStream<Uint8Array>) {
    length += part.length
    if (length > most) throw new Error(`it is longer than ${most} bytes`)
    text += decoder.decode(part, { stream: true })
  }
  return text + decoder.decode()
}
