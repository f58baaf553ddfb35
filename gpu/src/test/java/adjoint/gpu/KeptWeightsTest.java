package adjoint.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.DType;
import adjoint.tensor.Storage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Which weights stay on the device, and when they are sent; needs no device. */
class KeptWeightsTest {
  private final Storage first = Storage.of(new float[] {1, 2, 3, 4});
  private final Storage second = Storage.of(new float[] {5, 6});

  private static float[] stretch(KeptWeights kept, int at, int count) {
    return Arrays.copyOfRange((float[]) kept.sent(), at, at + count);
  }

  @Test
  void weightsAreSentTogetherOnTheThirdPass() {
    KeptWeights kept = new KeptWeights(DType.F32, 100);
    for (int pass = 0; pass < 2; pass++) {
      assertEquals(KeptWeights.NOWHERE, kept.find(first, 1, 3));
      assertEquals(KeptWeights.NOWHERE, kept.find(second, 0, 2));
    }
    Object before = kept.sent();
    int place = kept.find(first, 1, 3);
    assertNotSame(before, kept.sent(), "a new array, which is sent because it is new");
    assertFalse(kept.takeChanged());
    assertArrayEquals(new float[] {2, 3, 4}, stretch(kept, place, 3));
    Object sent = kept.sent();
    assertArrayEquals(new float[] {5, 6}, stretch(kept, kept.find(second, 0, 2), 2));
    assertEquals(place, kept.find(first, 1, 3));
    assertTrue(sent == kept.sent() && !kept.takeChanged(), "sent once for both");
  }

  @Test
  void weightsThatAreWrittenAreNotKept() {
    KeptWeights kept = new KeptWeights(DType.F32, 100);
    for (int step = 0; step < 10; step++) {
      assertEquals(KeptWeights.NOWHERE, kept.find(first, 0, 4));
      assertEquals(KeptWeights.NOWHERE, kept.find(first, 0, 4));
      first.floats()[0]++;
      first.touch();
    }
    assertEquals(4, kept.bytes(), "nothing was sent");
    kept.find(first, 0, 4);
    kept.find(first, 0, 4);
    int place = kept.find(first, 0, 4);
    assertArrayEquals(first.floats(), stretch(kept, place, 4));
    first.touch();
    assertEquals(KeptWeights.NOWHERE, kept.find(first, 0, 4));
  }

  @Test
  void whatComesLaterIsSentWithTheSameArrayIfThereIsRoom() {
    KeptWeights kept = new KeptWeights(DType.F32, 100);
    Storage[] layers = new Storage[6];
    for (int i = 0; i < layers.length; i++) {
      layers[i] = Storage.of(new float[] {i, -i});
    }
    for (int pass = 0; pass < 4; pass++) {
      for (Storage layer : layers) {
        kept.find(layer, 0, 2);
      }
    }
    for (int i = 0; i < layers.length; i++) {
      assertArrayEquals(new float[] {i, -i}, stretch(kept, kept.find(layers[i], 0, 2), 2));
    }
  }

  @Test
  void noMoreIsKeptThanThereIsRoomFor() {
    KeptWeights kept = new KeptWeights(DType.F32, 5);
    for (int pass = 0; pass < 5; pass++) {
      kept.find(first, 0, 4);
      assertEquals(KeptWeights.NOWHERE, kept.find(second, 0, 2));
    }
    assertTrue(kept.find(first, 0, 4) >= 0);
    assertTrue(kept.bytes() <= 20);
    first.touch();
    for (int pass = 0; pass < 5; pass++) {
      kept.find(second, 0, 2);
    }
    assertTrue(kept.find(second, 0, 2) >= 0, "the room of what changed is used again");
  }
}
