import { Outlet } from 'react-router'

/** What the page of a document tells the card of the slice that keeps work files, where it shows it. */
export interface FilingSlot {
  /** `page`: the card; `dialog`: the question into which file it goes, inside the form that ends the work. */
  place: 'page' | 'dialog'
  errorAt?(field: string): string | undefined
}

/** The question of the work file, inside a form: drawn by the child route, whose action then takes the form. */
export function FilingFields({ errorAt }: { errorAt(field: string): string | undefined }) {
  return <Outlet context={{ place: 'dialog', errorAt } satisfies FilingSlot} />
}

/** In which files the document lies. */
export function FilingCard() {
  return <Outlet context={{ place: 'page' } satisfies FilingSlot} />
}

/** Where a form that holds the question is sent: to the child route of the document's page. */
export const filedAction = (incomingId: string) => `/van-ban-den/${incomingId}?index`

/** Boxes of the question, which show their own messages. */
export const filingFields = ['filing', 'entryId', 'symbol', 'title', 'retentionCode']
