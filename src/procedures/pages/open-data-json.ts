import { openDataJson } from '../model/open-data.ts'
import type { Route } from './+types/open-data-json.ts'
import { sendOpenData } from './posted/send-open-data.ts'

/** Everything posted, as JSON. */
export function loader(args: Route.LoaderArgs) {
  return sendOpenData(args, {
    mediaType: 'application/json',
    name: 'thu-tuc.json',
    write: (catalogue) => JSON.stringify(openDataJson(catalogue)),
  })
}
