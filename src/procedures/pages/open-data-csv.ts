import { openDataTable } from '../model/open-data.ts'
import { csvText } from '../model/write-catalogue-file.ts'
import type { Route } from './+types/open-data-csv.ts'
import { sendOpenData } from './posted/send-open-data.ts'

/** Everything posted, as a table that Excel opens as it is. */
export function loader(args: Route.LoaderArgs) {
  return sendOpenData(args, {
    mediaType: 'text/csv',
    name: 'thu-tuc.csv',
    write: (catalogue) => csvText(openDataTable(catalogue)),
  })
}
