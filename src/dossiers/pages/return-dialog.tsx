import { Radio, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ActionDialog, type DialogProps, textOf } from './action-dialog.tsx'

type How = 'counter' | 'online'

/** Trả kết quả: to whom at the desk, or that the citizen has the electronic one. */
export function ReturnDialog(props: DialogProps) {
  const { applicant, submitter, returnMethod, undelivered } = props.dossier
  const [how, setHow] = useState<How>(returnMethod === 'online' && !undelivered ? 'online' : 'counter')
  const comer = submitter ?? applicant
  return (
    <ActionDialog
      {...props}
      action="returnResult"
      intro="Ghi đúng người trực tiếp nhận kết quả. Đây là bước cuối cùng của hồ sơ."
      submitLabel={how === 'online' ? 'Đã trả kết quả bản điện tử' : 'Trả kết quả'}
      fields={['collectorName', 'collectorPersonalId', 'collectorNote', 'how']}
      toInput={(form) => ({
        collectorName: textOf(form, 'collectorName'),
        collectorPersonalId: textOf(form, 'collectorPersonalId'),
        collectorNote: textOf(form, 'collectorNote'),
        how,
      })}
    >
      {(errorAt) => (
        <>
          {returnMethod === 'post' && !undelivered ? (
            <Text size="sm">
              Công dân đăng ký nhận qua bưu chính. Chỉ trả ở đây khi công dân đến lấy trực tiếp; gửi bưu chính
              thì dùng trang “Gửi bưu chính”.
            </Text>
          ) : null}
          <Radio.Group
            label="Cách trả"
            value={how}
            error={errorAt('how')}
            onChange={(value) => setHow(value === 'online' ? 'online' : 'counter')}
          >
            <Stack gap="xs" mt="xs">
              <Radio value="counter" label="Trả bản giấy tại quầy" />
              <Radio value="online" label="Công dân nhận bản điện tử" />
            </Stack>
          </Radio.Group>
          <TextInput
            name="collectorName"
            label="Người nhận kết quả"
            defaultValue={comer.name}
            error={errorAt('collectorName')}
            required
            maxLength={200}
            data-autofocus
          />
          <TextInput
            name="collectorPersonalId"
            label="Số định danh cá nhân"
            defaultValue={comer.personalId}
            error={errorAt('collectorPersonalId')}
            inputMode="numeric"
            maxLength={20}
          />
          <Textarea
            name="collectorNote"
            label="Ghi chú"
            description="Ví dụ: nhận thay theo giấy ủy quyền."
            error={errorAt('collectorNote')}
            autosize
            minRows={2}
            maxLength={500}
          />
        </>
      )}
    </ActionDialog>
  )
}
