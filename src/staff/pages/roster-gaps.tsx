import { Alert, List } from '@mantine/core'
import { type CoverGap, gapSentences } from '../model/roster.ts'

/** Says loudly which fields nobody receives or handles, today or on days to come; nothing when all are covered. */
export function RosterGaps({ gaps }: { gaps: readonly CoverGap[] }) {
  if (gaps.length === 0) return null
  return (
    <Alert color="red" variant="light" title="Có lĩnh vực chưa có người phụ trách" role="alert">
      <List size="sm">
        {gapSentences(gaps, 8).map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
    </Alert>
  )
}
