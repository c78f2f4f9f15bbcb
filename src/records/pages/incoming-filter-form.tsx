import { NativeSelect, SimpleGrid, TextInput } from '@mantine/core'
import { FilterFrame } from '../../ui/filter-frame.tsx'
import { urgencies } from '../model/document-fields.ts'
import { incomingStates } from '../model/states.ts'
import type { IncomingFilter } from '../queries/incoming-filter.ts'

interface Props {
  filter: IncomingFilter
  choices: { fields: { code: string; name: string }[]; people: { id: string; name: string }[] }
}

const any = (label: string) => ({ value: '', label })

/** Every filter of the list. */
export function IncomingFilterForm({ filter, choices }: Props) {
  const { q: _, state: __, due: ___, ...rarer } = filter
  return (
    <FilterFrame
      action="/van-ban-den"
      startsOpen={Object.keys(rarer).length > 0}
      more={<MoreFilters filter={filter} choices={choices} />}
    >
      <TextInput
        type="search"
        name="q"
        label="Tìm văn bản"
        placeholder="Số đến, ký hiệu, trích yếu, nội dung tệp"
        defaultValue={filter.q}
        maxLength={200}
      />
      <NativeSelect
        name="state"
        label="Trạng thái"
        defaultValue={filter.state ?? ''}
        data={[
          any('Mọi trạng thái'),
          { value: 'open', label: 'Chưa xong' },
          ...Object.entries(incomingStates).map(([value, label]) => ({ value, label })),
        ]}
      />
      <NativeSelect
        name="due"
        label="Hạn giải quyết"
        defaultValue={filter.due ?? ''}
        data={[
          any('Mọi thời hạn'),
          { value: 'late', label: 'Quá hạn' },
          { value: 'due_soon', label: 'Sắp đến hạn' },
          { value: 'in_time', label: 'Đang xử lý, trong hạn' },
        ]}
      />
    </FilterFrame>
  )
}

function MoreFilters({ filter, choices }: Props) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="sm" mt="sm">
      <NativeSelect
        name="leadId"
        label="Người chủ trì"
        defaultValue={filter.leadId ?? ''}
        data={[
          any('Tất cả'),
          { value: 'none', label: 'Chưa giao, để biết' },
          ...choices.people.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <NativeSelect
        name="outcome"
        label="Kết quả"
        defaultValue={filter.outcome ?? ''}
        data={[
          any('Tất cả'),
          { value: 'on_time', label: 'Xong đúng hạn' },
          { value: 'late', label: 'Xong chậm hạn' },
          { value: 'replied', label: 'Có văn bản trả lời' },
          { value: 'information', label: 'Để biết' },
        ]}
      />
      <NativeSelect
        name="urgency"
        label="Mức độ khẩn"
        defaultValue={filter.urgency ?? ''}
        data={[
          any('Tất cả'),
          ...urgencies.slice(1).map((label, index) => ({ value: String(index + 1), label })),
        ]}
      />
      <NativeSelect
        name="field"
        label="Lĩnh vực"
        defaultValue={filter.field ?? ''}
        data={[
          any('Mọi lĩnh vực'),
          ...choices.fields.map(({ code, name }) => ({ value: code, label: name })),
        ]}
      />
      <TextInput type="date" name="arrivedFrom" label="Đến từ ngày" defaultValue={filter.arrivedFrom} />
      <TextInput type="date" name="arrivedTo" label="Đến hết ngày" defaultValue={filter.arrivedTo} />
    </SimpleGrid>
  )
}
