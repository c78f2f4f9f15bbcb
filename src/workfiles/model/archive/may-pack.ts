import type { WorkFileSituation, WorkFileViewer } from '../states.ts'

/** Whether this person may make the archive package of a file: of what is closed, who may hand it over. Making it changes nothing. */
export function mayPack(
  file: Pick<WorkFileSituation, 'state' | 'keeperId'>,
  viewer: WorkFileViewer,
): boolean {
  if (file.state === 'open' || file.state === 'destroyed') return false
  return file.keeperId === viewer.id || viewer.isClerk || viewer.isLeader
}
