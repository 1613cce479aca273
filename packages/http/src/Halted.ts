import { Config, Runtime, Schema, SchemaIssue } from "effect"
import type { ServeError } from "effect/http/HttpServerError"
import type { Address } from "./Listener.ts"

const issues = SchemaIssue.makeFormatterStandardSchemaV1()

const unusableSetting = ({ cause }: Config.ConfigError): string => {
  const [fault] = Schema.isSchemaError(cause) ? issues(cause.issue).issues : []
  return fault === undefined
    ? `The settings cannot be read: ${cause.message}`
    : `The setting ${String(fault.path?.[0])} cannot be used: ${fault.message}.`
}

/** Why a command ended early, in one sentence for the person at the terminal: 2 for a wrong use, 1 for the rest. */
export class Halted extends Schema.TaggedError<Halted>()("Halted", {
  message: Schema.String,
  exitCode: Schema.Literals([1, 2])
}) {
  override readonly [Runtime.errorExitCode] = this.exitCode
  override readonly [Runtime.errorReported] = false

  static because(message: string): Halted {
    return new Halted({ message, exitCode: 1 })
  }

  /** What is foreseen says so itself; the store names no reason, since it may be another one at the next try. */
  static of(error: { readonly _tag: string; readonly message: string }): Halted {
    if (error instanceof Halted) return error
    if (error instanceof Config.ConfigError) return Halted.because(unusableSetting(error))
    if (error._tag === "StoreUnavailable") return Halted.because("The database does not answer. Try again in a moment.")
    return Halted.because(error.message)
  }

  /** The server cannot listen on its address. */
  static notListening({ host, port }: Address, { cause }: ServeError): Halted {
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined
    const place = `${host}:${port}`
    switch (code) {
      case "EADDRINUSE":
        return Halted.because(`${place} is taken. Stop the program that listens there, or set PORT to another port.`)
      case "EACCES":
        return Halted.because(`${place} may not be listened on. Set PORT to 1024 or more.`)
      default:
        return Halted.because(
          `${place} cannot be listened on (${String(code)}). Set HOST to an address of this machine.`
        )
    }
  }
}
