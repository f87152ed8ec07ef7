package dev.estiba.aci;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupTagsTest {

  private static final Ownership OWNER = new Ownership("app", "i1", 3);
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void what_the_tags_say_can_be_read_again() {
    Map<String, String> tags = GroupTags.of(OWNER, NOON);

    assertThat(GroupTags.owner(tags)).contains(OWNER);
    assertThat(GroupTags.expires(tags)).isEqualTo(NOON);
  }

  @Test
  void a_time_between_seconds_is_the_next_second() {
    assertThat(GroupTags.of(OWNER, NOON.plusNanos(1)))
        .containsEntry("estiba-expires", "2026-01-01T12:00:01Z");
  }

  @Test
  void a_new_time_leaves_the_other_tags_as_they_are() {
    Map<String, String> tags = Map.of("team", "one", "estiba-expires", "2025-01-01T00:00:00Z");

    assertThat(GroupTags.kept(tags, NOON))
        .isEqualTo(
            Map.of("team", "one", "estiba-expires", "2026-01-01T12:00:00Z", "estiba-kept", "true"));
    assertThat(GroupTags.kept(null, NOON)).containsOnlyKeys("estiba-expires", "estiba-kept");
  }

  @Test
  void tags_of_others_say_nothing() {
    assertThat(GroupTags.owner(null)).isEmpty();
    assertThat(GroupTags.owner(Map.of("estiba-app", "app"))).isEmpty();
    assertThat(GroupTags.expires(null)).isNull();
    assertThat(GroupTags.expires(Map.of("estiba-expires", "tomorrow"))).isNull();
  }

  @Test
  void an_attempt_that_somebody_changed_is_the_first() {
    assertThat(
            GroupTags.owner(
                Map.of("estiba-app", "app", "estiba-instance", "i1", "estiba-attempt", "last")))
        .contains(new Ownership("app", "i1", 1));
  }
}
