/** Bytes of the longest line that a vendor may send: the libraries keep a line until it ends, however long it is. */
const longestLine = 8 * 1024 * 1024

const lineFeed = 10

/** Passes everything on until a line is too long. */
const withinLines = () => {
  let line = 0
  return new TransformStream<Uint8Array, Uint8Array>({
    transform: (chunk, controller) => {
      const end = chunk.lastIndexOf(lineFeed)
      line = end === -1 ? line + chunk.length : chunk.length - end - 1
      if (line > longestLine) controller.error(new Error("a line without an end"))
      else controller.enqueue(chunk)
    }
  })
}

/** How vendors are asked: a key goes to the address that was configured and no other, and memory is not theirs to fill. */
export const vendorFetch: typeof fetch = async (address, request) => {
  const response = await fetch(address, { ...request, redirect: "error" })
  return response.body === null ? response : new Response(response.body.pipeThrough(withinLines()), response)
}
