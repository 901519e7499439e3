// The board alone on the screen, for a wall: nothing but its cards, which go on being refreshed.
import { type RefObject, useEffect, useState } from 'react';

export function useWall(element: RefObject<HTMLElement | null>) {
  const [isWall, setWall] = useState(false);
  useEffect(() => {
    if (!isWall) return;
    // Escape leaves the browser's full screen, and with it the wall.
    const follow = () => setWall(document.fullscreenElement !== null);
    const press = ({ key }: KeyboardEvent) => key === 'Escape' && setWall(false);
    document.addEventListener('fullscreenchange', follow);
    addEventListener('keydown', press);
    return () => {
      document.removeEventListener('fullscreenchange', follow);
      removeEventListener('keydown', press);
    };
  }, [isWall]);

  function enter() {
    setWall(true);
    // Where the browser will not, the board covers the page all the same.
    element.current?.requestFullscreen?.().catch(() => undefined);
  }
  function leave() {
    setWall(false);
    if (document.fullscreenElement) document.exitFullscreen().catch(() => undefined);
  }
  return { isWall, toggle: isWall ? leave : enter };
}
