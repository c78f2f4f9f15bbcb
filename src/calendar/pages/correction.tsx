import { List, Text } from '@mantine/core'
import { useCallback, useState } from 'react'
import { Notice } from '../../ui/notice.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { formatShortMoment } from '../model/clock-time.ts'
import type { CorrectionPreview } from '../queries/preview-correction.ts'

type Output = { preview: CorrectionPreview } | { date: string } | { validFrom: string }

/**
 * Sends a correction of the calendar. Where dossiers would be due at another time, the first sending only shows which;
 * the same form sent again is saved. `forget` after a field was changed: then it is shown anew.
 */
export function useCorrection(onDone: () => void) {
  const [preview, setPreview] = useState<CorrectionPreview | null>(null)
  const hear = useCallback(
    (output: Output) => {
      if ('preview' in output) setPreview(output.preview)
      else onDone()
    },
    [onDone],
  )
  const { send, ...answer } = useAnswer<Output>(hear)
  return {
    ...answer,
    preview,
    forget: () => setPreview(null),
    send(form: FormData) {
      if (preview) form.set('daXem', 'co')
      send(form)
    },
  }
}

/** How many dossiers a correction moves, before it is saved. */
export function CorrectionNotice({ preview }: { preview: CorrectionPreview }) {
  const { later, kept, isComplete, examples } = preview
  const atLeast = isComplete ? '' : 'ít nhất '
  return (
    <Notice tone="warning" title={`Lịch mới làm đổi hạn của hồ sơ đang giải quyết`}>
      <Text size="sm">
        {later > 0
          ? `Lùi hạn trả của ${atLeast}${later} hồ sơ; công dân thấy ngày mới và lý do khi tra cứu. `
          : ''}
        {kept > 0
          ? `${atLeast ? 'Ít nhất ' : ''}${kept} hồ sơ tính lại thì sớm hơn ngày đã hẹn: giữ ngày đã hẹn trên giấy. `
          : ''}
        Bấm lưu lần nữa để đồng ý.
      </Text>
      {examples.length > 0 ? (
        <List size="sm">
          {examples.map((each) => (
            <List.Item key={each.code}>
              {each.code}: {formatShortMoment(each.before)} → {formatShortMoment(each.after)}
            </List.Item>
          ))}
        </List>
      ) : null}
    </Notice>
  )
}
