import type { Redis } from "ioredis"

/** Takes what was said on a channel, or null when something may have been missed. */
export type Hear = (message: string | null) => void

interface Channel {
  readonly listeners: Set<{ readonly hear: Hear }>
  /** Kept when the server has taken the subscription. */
  readonly subscribed: Promise<unknown>
}

/** How often, in milliseconds, the connection is asked whether it is one: nothing else shows that it is dead. */
const pulseTime = 3000

/**
 * What is heard over a connection of its own, which is made when it is first needed. Each channel is subscribed once
 * for all its listeners; when the connection was lost and is back, so are the subscriptions.
 */
export const subscriptions = (connect: () => Redis) => {
  const channels = new Map<string, Channel>()
  let known: Redis | null = null

  const tell = (name: string, message: string | null): void => {
    for (const { hear } of channels.get(name)?.listeners ?? []) hear(message)
  }

  const resume = async (client: Redis): Promise<void> => {
    const names = [...channels.keys()]
    if (names.length === 0) return
    try {
      await client.subscribe(...names)
      for (const name of names) tell(name, null)
    } catch {
      // A connection that has gone comes back by itself, and then is here again.
      if (client.status === "ready") client.disconnect(true)
    }
  }

  const connection = (): Redis => {
    if (known !== null) return known
    const client = connect()
    let wasLost = false
    // What a connection fails with is told to whoever waits for an answer.
    client.on("error", () => {})
    client.on("message", tell)
    client.on("close", () => {
      wasLost = true
    })
    client.on("ready", () => {
      if (wasLost) void resume(client)
    })
    const pulse = setInterval(() => {
      // Where it is not answered the connection is closed, and comes back.
      if (client.status === "ready") client.ping().catch(() => {})
    }, pulseTime)
    client.on("end", () => clearInterval(pulse))
    known = client
    return client
  }

  const remove = (name: string, channel: Channel, listener: { readonly hear: Hear }): void => {
    channel.listeners.delete(listener)
    if (channel.listeners.size > 0 || channels.get(name) !== channel) return
    channels.delete(name)
    // Where it is not answered the connection is gone, and the subscription with it.
    connection()
      .unsubscribe(name)
      .catch(() => {})
  }

  return {
    add: (name: string, hear: Hear) => {
      const channel = channels.get(name) ?? { listeners: new Set(), subscribed: connection().subscribe(name) }
      channels.set(name, channel)
      const listener = { hear }
      channel.listeners.add(listener)
      return { subscribed: channel.subscribed, remove: () => remove(name, channel, listener) }
    },

    end: (): void => connection().disconnect()
  }
}
