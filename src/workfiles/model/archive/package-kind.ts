/** How a package of ours is told from other bags, and in which edition its files are to be read. */
export const packageKind = ['Internal-Sender-Description', 'Mot Cua ho-so-luu-tru 1'] as const
