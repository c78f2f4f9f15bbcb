/** What the boxes of opening a file hold, as the command takes it. */
export function readOpening(form: FormData, prefix: string) {
  const text = (name: string) => String(form.get(`${prefix}${name}`) ?? '')
  return {
    entryId: text('entryId') || null,
    symbol: text('symbol'),
    title: text('title'),
    retentionCode: text('retentionCode') || null,
  }
}

/** What the question of the work file was answered with, as the command takes it. */
export function readFiling(form: FormData) {
  const choice = String(form.get('filing.choice') ?? '')
  if (choice === 'file') return { choice, workFileId: String(form.get('filing.workFileId') ?? '') }
  if (choice === 'open') return { choice, file: readOpening(form, 'filing.') }
  return { choice }
}
