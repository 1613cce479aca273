import { hash } from "node:crypto"

/** What anybody may have written, as a short text that means nothing and cannot be turned back. */
export const digest = (text: string): string => hash("sha256", text, "base64url")
