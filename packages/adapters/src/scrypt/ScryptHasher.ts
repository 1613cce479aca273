import { randomBytes, scrypt, timingSafeEqual } from "node:crypto"
import { PasswordHasher } from "@mma-savant/core/auth/PasswordHasher"
import { Effect, Layer, Redacted, Semaphore } from "effect"

interface Hash {
  /** The cost: `N` is 2 to the power of it. */
  readonly log2N: number
  readonly p: number
  readonly salt: Buffer
  readonly key: Buffer
}

/** 32 MiB and about a quarter of a second (OWASP, Password Storage Cheat Sheet). */
const cost = { log2N: 15, p: 3 }
const r = 8
const saltBytes = 16
const keyBytes = 32

/** Bytes that one hash may take; costlier ones are not ours. */
const maxMemory = 64 * 1024 * 1024

/** How many hashes are made at once: a burst of sign-ins waits, and takes no more memory. */
const atOnce = 2

/** What a password is compared with that belongs to nobody, so that it takes as long. */
const nobodys: Hash = { ...cost, salt: Buffer.alloc(saltBytes), key: Buffer.alloc(keyBytes) }

const encode = ({ key, log2N, p, salt }: Hash) =>
  ["scrypt", log2N, r, p, salt.toString("base64url"), key.toString("base64url")].join("$")

const pattern = /^scrypt\$(\d{1,2})\$8\$(\d)\$([\w-]{22})\$([\w-]{43})$/

const decode = (text: string | null): Hash | null => {
  const [, log2N, p, salt = "", key = ""] = text?.match(pattern) ?? []
  const hash = {
    log2N: Number(log2N),
    p: Number(p),
    salt: Buffer.from(salt, "base64url"),
    key: Buffer.from(key, "base64url")
  }
  const memory = 128 * r * (2 ** hash.log2N + hash.p)
  return memory < maxMemory && Math.min(hash.log2N, hash.p) > 0 ? hash : null
}

/** The same password typed on another system gives the same bytes (NIST SP 800-63B, 3.1.1.2). */
const derive = (password: string, { log2N, p, salt }: Omit<Hash, "key">) =>
  new Promise<Buffer>((done, failed) =>
    scrypt(password.normalize("NFKC"), salt, keyBytes, { N: 2 ** log2N, r, p, maxmem: maxMemory }, (error, key) =>
      error === null ? done(key) : failed(error)
    )
  )

/** Hashes by scrypt, written `scrypt$15$8$3$<salt>$<key>`. */
export const layer = Layer.effect(
  PasswordHasher,
  Effect.gen(function* () {
    const permits = yield* Semaphore.make(atOnce)

    // What has begun runs to its end, and keeps its place until then: it cannot be stopped.
    const limited = <A>(work: () => Promise<A>) => permits.withPermit(Effect.uninterruptible(Effect.promise(work)))

    return PasswordHasher.of({
      hash: Effect.fn("PasswordHasher.hash")((password) =>
        limited(async () => {
          const salted = { ...cost, salt: randomBytes(saltBytes) }
          return encode({ ...salted, key: await derive(Redacted.value(password), salted) })
        })
      ),
      verify: Effect.fn("PasswordHasher.verify")((password, hash) =>
        limited(async () => {
          const ours = decode(hash)
          const known = ours ?? nobodys
          return timingSafeEqual(await derive(Redacted.value(password), known), known.key) && ours !== null
        })
      )
    })
  })
)
