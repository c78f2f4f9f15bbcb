import { NativeSelect, Radio, Stack, Textarea } from '@mantine/core'
import { ActionDialog, type DialogProps, textOf } from './action-dialog.tsx'

export function AskWithdrawalDialog(props: DialogProps) {
  return (
    <ActionDialog
      {...props}
      action="askWithdrawal"
      intro="Ghi lại yêu cầu rút hồ sơ của công dân. Người đang giải quyết hoặc lãnh đạo sẽ xem xét."
      submitLabel="Ghi nhận yêu cầu"
      fields={['reason']}
      toInput={(form) => ({ reason: textOf(form, 'reason') })}
    >
      {(errorAt) => (
        <Textarea
          name="reason"
          label="Lý do công dân nêu"
          error={errorAt('reason')}
          required
          autosize
          minRows={2}
          maxLength={2000}
          data-autofocus
        />
      )}
    </ActionDialog>
  )
}

export function AnswerWithdrawalDialog(props: DialogProps) {
  return (
    <ActionDialog
      {...props}
      action="answerWithdrawal"
      intro="Đồng ý thì hồ sơ dừng giải quyết và Thông báo dừng giải quyết (Mẫu số 05) được lập để in."
      submitLabel="Ghi quyết định"
      fields={['accept', 'note']}
      toInput={(form) => ({
        accept: form.has('accept') ? form.get('accept') === 'yes' : undefined,
        note: textOf(form, 'note'),
      })}
    >
      {(errorAt) => (
        <>
          <Radio.Group
            name="accept"
            label="Quyết định"
            error={errorAt('accept') ? 'Hãy chọn một quyết định.' : undefined}
            required
          >
            <Stack gap="xs" mt="xs">
              <Radio value="yes" label="Đồng ý cho rút hồ sơ" data-autofocus />
              <Radio value="no" label="Tiếp tục giải quyết" />
            </Stack>
          </Radio.Group>
          <Textarea
            name="note"
            label="Ghi chú"
            error={errorAt('note')}
            autosize
            minRows={2}
            maxLength={1000}
          />
        </>
      )}
    </ActionDialog>
  )
}

export function StopDialog(props: DialogProps) {
  return (
    <ActionDialog
      {...props}
      action="stop"
      intro="Hồ sơ sẽ dừng hẳn, không mở lại được. Thông báo dừng giải quyết hồ sơ (Mẫu số 05) được lập để in và gửi công dân."
      submitLabel="Dừng giải quyết"
      danger
      fields={['ground', 'reason', 'legalGround', 'feeHandling']}
      toInput={(form) => ({
        ground: textOf(form, 'ground'),
        reason: textOf(form, 'reason'),
        legalGround: textOf(form, 'legalGround'),
        feeHandling: textOf(form, 'feeHandling'),
      })}
    >
      {(errorAt) => (
        <>
          <NativeSelect
            name="ground"
            label="Trường hợp dừng"
            error={errorAt('ground')}
            data={[
              { value: 'not_supplemented', label: 'Không bổ sung giấy tờ trong thời hạn' },
              { value: 'not_eligible', label: 'Không đủ điều kiện giải quyết' },
              { value: 'financial', label: 'Không thực hiện nghĩa vụ tài chính' },
              { value: 'other', label: 'Trường hợp khác theo quy định' },
            ]}
            data-autofocus
          />
          <Textarea
            name="reason"
            label="Lý do cụ thể"
            error={errorAt('reason')}
            required
            autosize
            minRows={3}
            maxLength={2000}
          />
          <Textarea
            name="legalGround"
            label="Căn cứ pháp lý"
            error={errorAt('legalGround')}
            autosize
            minRows={1}
            maxLength={500}
          />
          <Textarea
            name="feeHandling"
            label="Xử lý phí, lệ phí đã nộp"
            error={errorAt('feeHandling')}
            autosize
            minRows={1}
            maxLength={500}
          />
        </>
      )}
    </ActionDialog>
  )
}
