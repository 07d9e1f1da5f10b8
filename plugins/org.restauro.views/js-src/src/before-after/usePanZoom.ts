// SPDX-License-Identifier: GPL-3.0-or-later
import { onMounted, onUnmounted, type Ref } from "vue";
import { pan, zoomAt, zoomStep, type Camera, type Point, type Size } from "./camera";

export interface PanZoom {
  camera: () => Camera;
  viewport: () => Size;
  /** Takes the wish for a camera; the owner clamps it. */
  look: (camera: Camera) => void;
  /** Should a press at this place of the element move something else? Then it gets the moves. */
  grab: (at: Point) => ((at: Point) => void) | null;
}

const WHEEL_SPEED = 0.0015;
const PINCH_WHEEL_SPEED = 0.01;
const PIXELS_PER_LINE = 16;

/** Wheel, pinch, drag and double click on an element whose panes carry the attribute data-pane. */
export function usePanZoom(element: Ref<HTMLElement | null>, target: PanZoom): void {
  const fingers = new Map<number, Point>();
  /** The left upper corner of the pane under the first finger. */
  let corner: Point = { x: 0, y: 0 };
  let dragging: ((at: Point) => void) | null = null;

  function within(event: MouseEvent): Point {
    const pane = (event.target as Element | null)?.closest?.("[data-pane]") ?? element.value;
    const box = pane?.getBoundingClientRect();
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
  }

  function onWheel(event: WheelEvent): void {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? PIXELS_PER_LINE : 1;
    const speed = event.ctrlKey ? PINCH_WHEEL_SPEED : WHEEL_SPEED;
    const camera = target.camera();
    const zoom = camera.zoom * Math.exp(-event.deltaY * lines * speed);
    target.look(zoomAt(camera, zoom, within(event), target.viewport()));
  }

  function onDown(event: PointerEvent): void {
    if (event.button !== 0) {
      return;
    }
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const at = within(event);
    if (fingers.size === 1) {
      corner = { x: event.clientX - at.x, y: event.clientY - at.y };
    }
    dragging = fingers.size === 1 ? target.grab(at) : null;
    dragging?.(at);
    element.value?.setPointerCapture(event.pointerId);
  }

  function onMove(event: PointerEvent): void {
    const before = fingers.get(event.pointerId);
    if (!before) {
      return;
    }
    const now = { x: event.clientX, y: event.clientY };
    if (dragging) {
      dragging({ x: now.x - corner.x, y: now.y - corner.y });
    } else if (fingers.size === 1) {
      target.look(pan(target.camera(), now.x - before.x, now.y - before.y));
    } else if (fingers.size === 2) {
      const other = [...fingers].find(([id]) => id !== event.pointerId)![1];
      pinch(before, now, other);
    }
    fingers.set(event.pointerId, now);
  }

  function pinch(before: Point, now: Point, other: Point): void {
    const distance = (a: Point, b: Point) => Math.max(1, Math.hypot(a.x - b.x, a.y - b.y));
    const camera = pan(target.camera(), (now.x - before.x) / 2, (now.y - before.y) / 2);
    const middle = { x: (now.x + other.x) / 2 - corner.x, y: (now.y + other.y) / 2 - corner.y };
    const factor = distance(now, other) / distance(before, other);
    target.look(zoomAt(camera, camera.zoom * factor, middle, target.viewport()));
  }

  function onUp(event: PointerEvent): void {
    fingers.delete(event.pointerId);
    dragging = null;
  }

  function onDouble(event: MouseEvent): void {
    const camera = target.camera();
    const zoom = zoomStep(zoomStep(camera.zoom, 1), 1);
    target.look(zoomAt(camera, zoom, within(event), target.viewport()));
  }

  onMounted(() => {
    const e = element.value;
    e?.addEventListener("wheel", onWheel, { passive: false });
    e?.addEventListener("pointerdown", onDown);
    e?.addEventListener("pointermove", onMove);
    e?.addEventListener("pointerup", onUp);
    e?.addEventListener("pointercancel", onUp);
    e?.addEventListener("dblclick", onDouble);
  });
  onUnmounted(() => fingers.clear());
}
