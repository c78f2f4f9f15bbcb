/** Sign-in names: lower-case letters without diacritics, digits, dots and dashes, 3 to 40 of them. */
export const usernamePattern = /^[a-z0-9][a-z0-9._-]{2,39}$/
