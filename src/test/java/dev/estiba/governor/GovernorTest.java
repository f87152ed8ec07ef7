package dev.estiba.governor;

import static dev.estiba.governor.Region.NOON;
import static dev.estiba.governor.Region.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import dev.estiba.governor.Turn.Granted;
import dev.estiba.governor.Turn.Limit;
import dev.estiba.governor.Turn.Wait;
import dev.estiba.store.DirectoryDocumentStore;
import dev.estiba.store.SharedDocuments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GovernorTest {

  private static final String WEST = "westeurope";
  private static final AciLimits ONE_GROUP = new AciLimits(1, 100, 100, 300, 2, 3);

  @TempDir private Path folder;
  private Instant now = NOON;

  /** Another host, or this one after a crash. */
  private Governor governor() {
    return governor(new LimitTable(ONE_GROUP, Map.of()));
  }

  private Governor governor(LimitTable limits) {
    SharedDocuments documents = new SharedDocuments(new DirectoryDocumentStore(folder));
    return new Governor(limits, () -> documents, () -> now);
  }

  @Test
  void hosts_keep_to_the_limits_together() {
    assertThat(governor().ask(ticket(1), WEST)).isInstanceOf(Granted.class);

    assertThat(governor().ask(ticket(2), WEST)).isInstanceOf(Wait.class);
    assertThat(governor().ask(ticket(1), WEST)).isInstanceOf(Granted.class);
    assertThat(governor().ask(ticket(2), "northeurope")).isInstanceOf(Granted.class);

    governor().gone(ticket(1).id(), WEST);
    assertThat(governor().ask(ticket(2), WEST)).isInstanceOf(Granted.class);
  }

  @Test
  void without_limits_nothing_is_stored_but_a_pause_is_everybodys() {
    Governor governor =
        new Governor(
            LimitTable.NONE,
            () -> {
              throw new AssertionError("nothing is to be stored");
            },
            () -> now);
    assertThat(governor.ask(ticket(1), WEST)).isInstanceOf(Granted.class);
    assertThat(governor.askDelete(WEST)).isInstanceOf(Granted.class);
    assertThat(governor.full(ticket(1), WEST)).isInstanceOf(Granted.class);
    governor.gone(ticket(1).id(), WEST);
    governor.keepOnly(Set.of());

    Turn told = governor.throttled(ticket(1), WEST, Duration.ofSeconds(7));

    Turn.Wait seven = new Wait(Limit.THROTTLED, 1, NOON.plusSeconds(7), Duration.ofSeconds(7));
    assertThat(told).isEqualTo(seven);
    assertThat(governor.ask(ticket(2), WEST)).isEqualTo(seven);
    assertThat(governor.ask(ticket(2), "northeurope")).isInstanceOf(Granted.class);
    now = now.plusSeconds(7);
    assertThat(governor.ask(ticket(2), WEST)).isInstanceOf(Granted.class);
  }

  @Test
  void a_pause_is_told_to_other_hosts_and_lasts_half_a_minute_where_azure_says_nothing() {
    governor(LimitTable.AZURE).throttled(ticket(1), WEST, null);

    assertThat(((Wait) governor(LimitTable.AZURE).ask(ticket(2), WEST)).estimatedStart())
        .isEqualTo(NOON.plusSeconds(30));
  }

  @Test
  void deletes_have_windows_of_their_own() {
    assertThat(governor().askDelete(WEST)).isInstanceOf(Granted.class);
    assertThat(governor().askDelete(WEST)).isInstanceOf(Granted.class);

    Wait wait = (Wait) governor().askDelete(WEST);

    assertThat(wait.estimatedStart()).isEqualTo(NOON.plusSeconds(305));
    now = wait.estimatedStart();
    assertThat(governor().askDelete(WEST)).isInstanceOf(Granted.class);
  }

  @Test
  void a_task_that_found_room_elsewhere_gives_its_place_back() {
    governor().ask(ticket(1), WEST);
    governor().ask(ticket(2), WEST);
    governor().withdraw(ticket(2).id(), List.of(WEST));
    governor().gone(ticket(1).id(), WEST);

    assertThat(governor().ask(ticket(3), WEST)).isInstanceOf(Granted.class);
  }

  @Test
  void a_trial_that_succeeds_lets_the_others_ask_azure_again() {
    Governor governor = governor(LimitTable.AZURE);
    governor.ask(ticket(1), WEST);
    governor.full(ticket(1), WEST);
    now = now.plusSeconds(60);
    assertThat(governor.ask(ticket(1), WEST)).isEqualTo(new Granted(true));
    assertThat(governor.ask(ticket(2), WEST)).isInstanceOf(Wait.class);

    governor.trialSucceeded(WEST);

    assertThat(governor.ask(ticket(2), WEST)).isEqualTo(new Granted(false));
  }

  @Test
  void a_group_that_a_sweep_does_not_see_is_forgotten_unless_it_is_new() {
    governor().ask(ticket(1), WEST);
    assertThat(governor().locationOf(ticket(1).id())).isEqualTo(WEST);

    governor().keepOnly(Set.of());
    assertThat(governor().ask(ticket(2), WEST)).isInstanceOf(Wait.class);
    now = now.plusSeconds(601);
    governor().keepOnly(Set.of(ticket(1).id()));
    assertThat(governor().ask(ticket(2), WEST)).isInstanceOf(Wait.class);
    governor().keepOnly(Set.of());

    assertThat(governor().locationOf(ticket(1).id())).isNull();
    assertThat(governor().ask(ticket(2), WEST)).isInstanceOf(Granted.class);
  }

  @Test
  void a_ledger_that_cannot_be_kept_holds_nobody_up() throws Exception {
    Files.writeString(folder.resolve("governor"), "no folder");

    assertThat(governor().ask(ticket(1), WEST)).isInstanceOf(Granted.class);
    assertThat(governor().ask(ticket(2), WEST)).isInstanceOf(Granted.class);
    assertThat(governor().askDelete(WEST)).isInstanceOf(Granted.class);
    assertThat(governor().throttled(ticket(1), WEST, null)).isInstanceOf(Wait.class);
  }
}
