/** The form of a new slip as input of its command: ticked dossiers first, then those scanned or typed below. */
export function readSlipForm(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const to = text('noi-nhan')
  const scanned = text('ma-khac').split(/[\n,;]+/)
  return {
    destination:
      to === 'khac'
        ? { kind: 'agency', name: text('ten-co-quan'), code: text('ma-co-quan') }
        : { kind: 'unit', unitId: to },
    dossiers: [...form.getAll('ho-so').map(String), ...scanned].map((code) => code.trim()).filter(Boolean),
    note: text('ghi-chu'),
  }
}

/** The receiving side's form: one answer for each dossier that is still open, by its code. */
export function readConfirmation(form: FormData) {
  const answers = [...form.entries()].flatMap(([name, value]) =>
    name.startsWith('hs.') ? [{ code: name.slice('hs.'.length), answer: String(value) }] : [],
  )
  const named = (answer: string) => answers.filter((each) => each.answer === answer).map(({ code }) => code)
  return {
    revision: Number(form.get('revision')),
    received: named('received'),
    missing: named('missing').map((code) => ({ code, note: String(form.get(`ghi.${code}`) ?? '') })),
    receiverName: String(form.get('receiverName') ?? ''),
  }
}
