import { Checkbox, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'

/** Names of the fields below, whose messages stand at them. */
export const acceptGapFields = ['acceptGap', 'gapReason']

/**
 * Shown once the server has said which fields a change would leave without anybody: the way to save it all the same. It
 * stays while the form is sent again, so that what was ticked and typed stays too.
 */
export function AcceptGap({ errorAt }: { errorAt(field: string): string | undefined }) {
  const [shown, setShown] = useState(false)
  const asked = errorAt('acceptGap') !== undefined
  if (asked && !shown) setShown(true)
  if (!asked && !shown) return null
  return (
    <Stack gap="xs">
      <Checkbox name="acceptGap" label="Vẫn lưu dù còn chỗ trống" />
      <TextInput
        name="gapReason"
        label="Lý do"
        description="Được ghi lại; chỗ trống hiện màu đỏ cho đến khi có người"
        error={errorAt('gapReason')}
        maxLength={500}
      />
    </Stack>
  )
}
