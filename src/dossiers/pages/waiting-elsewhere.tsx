import { Anchor } from '@mantine/core'
import { Link } from 'react-router'
import { Notice } from '../../ui/notice.tsx'

/** Online filings that wait for an answer: they lie in nobody's hands yet, so they stand above what is due. */
export function WaitingElsewhere({ waiting, late }: { waiting: number; late: number }) {
  if (waiting === 0) return null
  return (
    <Notice
      tone="warning"
      title={`${waiting} hồ sơ trực tuyến chờ trả lời${late > 0 ? `, ${late} hồ sơ quá giờ` : ''}`}
    >
      <Anchor component={Link} to="/ho-so-truc-tuyen" size="sm">
        Mở hồ sơ trực tuyến
      </Anchor>
    </Notice>
  )
}
