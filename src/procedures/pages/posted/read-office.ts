import type { RouterContextProvider } from 'react-router'
import { pageRead } from '../../../ui/page-context.ts'
import { listPostingOffices } from '../../queries/posting-office.ts'

/** The office that an address names, or the only one; null with the choice where the visitor has to say. */
export async function readOffice(context: Readonly<RouterContextProvider>, request: Request) {
  const named = new URL(request.url).searchParams.get('don-vi')?.slice(0, 60)
  if (named) return { office: named, offices: [] }
  const { offices } = await pageRead(context, listPostingOffices, {})
  const [only] = offices
  return { office: offices.length === 1 && only ? only.agencyCode : null, offices }
}
