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

/** What is signed in one go stands in the list below one by one, and here together. */
export function WaitingForToken({ count }: { count: number }) {
  if (count < 2) return null
  return (
    <Notice tone="good" title={`${count} tệp chờ ký số, ký được trong một lượt`}>
      <Anchor component={Link} to="/ky-so" size="sm">
        Mở trang Ký số
      </Anchor>
    </Notice>
  )
}
