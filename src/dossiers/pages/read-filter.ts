import { type DossierFilter, dossierFilter } from '../queries/dossier-filter.ts'

/**
 * The filter an address asks for. Boxes left empty do not count; one that cannot be understood is left out and named,
 * so that the rest of the list is still shown.
 */
export function readFilter(parameters: URLSearchParams): {
  filter: DossierFilter
  wrong: Partial<Record<keyof DossierFilter, string>>
} {
  const filter: Record<string, string> = {}
  const wrong: Partial<Record<keyof DossierFilter, string>> = {}
  for (const name of Object.keys(dossierFilter.shape) as (keyof DossierFilter)[]) {
    const value = parameters.get(name)?.trim()
    if (!value) continue
    const parsed = dossierFilter.shape[name].safeParse(value)
    if (parsed.success) filter[name] = value
    else wrong[name] = parsed.error.issues[0]?.message ?? 'Giá trị này chưa đúng.'
  }
  return { filter: filter as DossierFilter, wrong }
}
