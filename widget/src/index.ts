import { CallbackStatus } from './parts/callback-status.ts';
import { define } from './parts/define.ts';
import { SlotPicker } from './parts/slot-picker.ts';
import { registerRem } from './parts/styles.ts';
import { RingbackWidget } from './widget.ts';

export { RingbackWidget };

registerRem();
define('ringback-slot-picker', SlotPicker);
define('ringback-callback-status', CallbackStatus);
define('ringback-widget', RingbackWidget);
