import { Anchor, Stack } from '@mantine/core'
import { Link } from 'react-router'
import { Notice } from '../../ui/notice.tsx'

/** What waits for the actor on pages of its own: it has no due time, or lies in nobody's hands yet. */
export interface Elsewhere {
  filings: { waiting: number; late: number }
  /** Outgoing documents that wait for the actor's step. */
  outgoing: number
}

/** One line for each kind of it, above what is due. */
export function WaitingElsewhere({ filings, outgoing }: Elsewhere) {
  const { waiting, late } = filings
  if (waiting === 0 && outgoing === 0) return null
  return (
    <Stack gap="xs">
      {waiting > 0 ? (
        <Notice
          tone="warning"
          title={`${waiting} hồ sơ trực tuyến chờ trả lời${late > 0 ? `, ${late} hồ sơ quá giờ` : ''}`}
        >
          <Anchor component={Link} to="/ho-so-truc-tuyen" size="sm">
            Mở hồ sơ trực tuyến
          </Anchor>
        </Notice>
      ) : null}
      {outgoing > 0 ? (
        <Notice tone="warning" title={`${outgoing} văn bản đi chờ bạn`}>
          <Anchor component={Link} to="/van-ban-di?cua-toi=1" size="sm">
            Mở văn bản đi chờ tôi
          </Anchor>
        </Notice>
      ) : null}
    </Stack>
  )
}
