import { Driver, NoAnswer, type PageRequest, type PageResponse } from "@mma-savant/core/collection/Driver"
import { Effect, Layer } from "effect"

/** What a script has to say to a request; null for no answer at all. */
export type Script = (request: PageRequest) => Partial<PageResponse> | null

/** Pages by a script, for tests: whatever it leaves out is an empty page of status 200. `asked` is every address, in order. */
export const layer = (script: Script, asked: Array<string> = []) =>
  Layer.sync(Driver, () => {
    const closed = new Set<unknown>()
    return Driver.of({
      createWebDriver: Effect.acquireRelease(
        Effect.sync(() => {
          const driver = {
            get: (request: PageRequest) =>
              Effect.suspend(() => {
                if (closed.has(driver)) return Effect.die(new Error("the driver is closed"))
                asked.push(request.url)
                const said = script(request)
                return said === null
                  ? Effect.fail(new NoAnswer({ url: request.url, message: "it is silent" }))
                  : Effect.succeed({
                      url: request.url,
                      status: 200,
                      body: "",
                      etag: null,
                      lastModified: null,
                      location: null,
                      retryAfter: null,
                      ...said
                    })
              })
          }
          return driver
        }),
        (driver) => Effect.sync(() => void closed.add(driver))
      ),
      closeWebDriver: (driver) => Effect.sync(() => void closed.add(driver)),
      configureStealth: () => Effect.succeed({ applied: [], evasion: false as const })
    })
  })
